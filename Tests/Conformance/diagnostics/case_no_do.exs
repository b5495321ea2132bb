case 1
